"""The encoder of the payment labels: the same opinion in any company, and chances that are chances."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.extractors.payments._context import Setting
from monitor.extractors.payments._encoder import LONGEST, _pieces_of, load_encoder, read_sentences, words_for
from monitor.extractors.payments._labels import mask

SENTENCES = [
    "The notes will mature on March 15, 2031, unless earlier converted, redeemed or repurchased.",
    "We may be required to sell bitcoin to satisfy our obligations.",
    "The board declared a monthly dividend of $0.85 per share.",
    "The lease of our headquarters expires in 2029.",
]


def test_an_opinion_holds_chances_of_all_labels() -> None:
    encoder = load_encoder()
    (opinion,) = read_sentences([(mask(SENTENCES[0]), Setting())], encoder)
    assert set(opinion) == {"topic", "polarity", "modality", "tense"}
    for question, chances in opinion.items():
        assert set(chances) == set(encoder.labels[question])
        assert sum(math.exp(value) for value in chances.values()) == pytest.approx(1.0, abs=1e-3)


def test_a_sentence_is_read_the_same_alone_and_among_others() -> None:
    encoder = load_encoder()
    together = read_sentences([(mask(sentence), Setting()) for sentence in SENTENCES], encoder)
    for sentence, opinion in zip(SENTENCES, together, strict=True):
        (alone,) = read_sentences([(mask(sentence), Setting())], encoder)
        for question, chances in opinion.items():
            assert alone[question] == pytest.approx(chances, abs=1e-3)


def test_figures_are_read_as_figures_whatever_they_are() -> None:
    assert words_for(mask("due 2031 with $1,234.5 million"), Setting()) == words_for(
        mask("due 2028 with $7 million"), Setting()
    )


def test_where_a_sentence_stands_is_read_with_it() -> None:
    encoder = load_encoder()
    asked = mask("We may be unable to pay the dividends.")
    plain, risky = read_sentences([(asked, Setting()), (asked, Setting(risky=True))], encoder)
    assert risky["modality"]["risk_factor"] >= plain["modality"]["risk_factor"] - 0.5
    assert risky != plain


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_becomes_known_pieces(text: str) -> None:
    encoder = load_encoder()
    numbers = _pieces_of(text.lower(), encoder.pieces)
    assert 2 <= len(numbers) <= LONGEST
    assert all(0 <= number < len(encoder.pieces) for number in numbers)


def test_the_same_as_the_framework_that_trained_it() -> None:
    """Our forward pass and that of transformers, on the same weights."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    encoder = load_encoder()
    w = {name: torch.tensor(value) for name, value in encoder.weights.items()}
    width = w["even.gain"].shape[0]
    config = transformers.BertConfig(
        vocab_size=len(encoder.pieces),
        hidden_size=width,
        num_hidden_layers=encoder.layers,
        num_attention_heads=encoder.heads,
        intermediate_size=w["0.inner.bias"].shape[0],
        max_position_embeddings=LONGEST,
        hidden_act="gelu_new",
    )
    model = transformers.BertModel(config, add_pooling_layer=False).eval()
    state = {
        "embeddings.word_embeddings.weight": w["words"],
        "embeddings.position_embeddings.weight": w["places"],
        "embeddings.token_type_embeddings.weight": torch.zeros(2, width),
        "embeddings.LayerNorm.weight": w["even.gain"],
        "embeddings.LayerNorm.bias": w["even.shift"],
    }
    theirs = {
        "mixed": "attention.output.dense",
        "inner": "intermediate.dense",
        "outer": "output.dense",
    }
    for layer in range(encoder.layers):
        for ours, name in theirs.items():
            for part in ("weight", "bias"):
                state[f"encoder.layer.{layer}.{name}.{part}"] = w[f"{layer}.{ours}.{part}"]
        for part in ("weight", "bias"):
            for name, rows in zip(("query", "key", "value"), w[f"{layer}.asked.{part}"].chunk(3), strict=True):
                state[f"encoder.layer.{layer}.attention.self.{name}.{part}"] = rows
        for ours, name in (("attended", "attention.output"), ("even", "output")):
            state[f"encoder.layer.{layer}.{name}.LayerNorm.weight"] = w[f"{layer}.{ours}.gain"]
            state[f"encoder.layer.{layer}.{name}.LayerNorm.bias"] = w[f"{layer}.{ours}.shift"]
    missing = model.load_state_dict(state, strict=False)
    assert not missing.unexpected_keys
    numbers = _pieces_of(words_for(mask(SENTENCES[0]), Setting()), encoder.pieces)
    with torch.inference_mode():
        states = model(torch.tensor([numbers])).last_hidden_state[0]
        both = torch.cat([states.mean(0), states.max(0).values])
        sums = both @ w["head.topic.weight"].T + w["head.topic.bias"]
        expected = torch.log_softmax(sums, -1).tolist()
    (opinion,) = read_sentences([(mask(SENTENCES[0]), Setting())], encoder)
    assert list(opinion["topic"].values()) == pytest.approx(expected, abs=1e-2)
