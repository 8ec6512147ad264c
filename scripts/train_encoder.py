"""Train the encoder that ships: a static model (one vector a subword) learnt from the report and its question bank alone.

Pairs: question with the passage that answers it, question with the very sentences, sentence with its passage, and everyday word
with report word from the lexicon. Loss: MultipleNegativesRankingLoss over batches in which no text stands twice, in both
directions and among questions. Some questions get typing errors, so that such questions are understood. Seeds are fixed.

Writes ``corpus/encoder/``: tokenizer.json, model.safetensors (int8 rows with one float32 scale each), the files with which
sentence-transformers loads the folder too, and README.md (the model card).
"""

import argparse
import json
import random
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

from held_out import ENCODED_WRITERS
from iobqa.report.corpus import load_corpus, parse_corpus
from iobqa.search.lexicon import read_lexicon
from iobqa.search.passages import build_passages
from iobqa.search.questions import load_bank, owners
from iobqa.search.texts import headed_text
from iobqa.search.units import by_passage, report_sentences
from iobqa.settings import Settings

SUBWORDS, DIMENSIONS, EPOCHS, BATCH, RATE, SCALE, SEED = 9000, 256, 6, 512, 0.02, 20.0, 1
TYPING_ERRORS = 0.15
"""Share of the questions that get typing errors."""

MODEL_CARD = """# The encoder that ships

A static model: the mean of one vector a subword, brought to length 1. {subwords} subwords (byte-pair encoding, lower case, no accents),
{dimensions} dimensions, stored as int8 rows with one float32 scale each.

* **For**: likening questions, in Dutch and English, to the passages of the one report in this corpus.
* **Not for**: any other text. It was trained from random vectors on this report and its question bank alone.
* **Data**: `../questions.jsonl` (question with passage, question with answering sentences), the report's sentences with their passages, `../lexicon.tsv`.
* **Training**: sentence-transformers, MultipleNegativesRankingLoss in both directions and among questions, batches in which no text stands twice, typing
  errors in part of the questions, fixed seeds; `make encoder` makes it again in minutes on one core.
* **Figures and limits**: `docs/retrieval.md`.
* **Loads** without torch (tokenizers, safetensors, numpy), and as `SentenceTransformer("corpus/encoder")` with the same vectors.
"""


def main() -> None:
    """Train and write the model."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpus", type=Path, default=Settings.read().corpus)
    options.add_argument("--out", type=Path, default=None, help="default: encoder/ in the corpus folder")
    chosen = options.parse_args()
    train(training_pairs(chosen.corpus), chosen.out or chosen.corpus / "encoder")


def training_pairs(corpus: Path, without: Collection[int] = ()) -> list[tuple[str, str, bool]]:
    """(anchor, positive, whether the anchor is a question), in a fixed order.

    ``without``: rows of bank questions that are left out.
    """
    report = parse_corpus(load_corpus(corpus))
    passages = build_passages(report)
    bank = load_bank(corpus / "questions.jsonl")
    sentences = report_sentences(report)
    of_address = {(sentence.unit, sentence.number): sentence.text for sentence in sentences}
    texts = [headed_text(passage) for passage in passages]
    pairs: list[tuple[str, str, bool]] = []
    for number, (question, owner) in enumerate(zip(bank, owners(bank, passages), strict=True)):
        if owner < 0 or number in without or question.writer not in ENCODED_WRITERS:
            continue
        pairs.append((question.question, texts[owner], True))
        if gold := " ".join(of_address[answer] for answer in question.answers if answer in of_address):
            pairs.append((question.question, gold, True))
    for text, rows in zip(texts, by_passage(sentences, passages, report), strict=True):
        pairs += [(sentences[row].text, text, False) for row in rows if len(sentences[row].text) > 40]
    pairs += [(entry.typed, entry.term, False) for entry in read_lexicon(corpus / "lexicon.tsv")]
    return pairs


def subword_tokenizer(texts: Sequence[str]) -> Tokenizer:
    """Byte-pair encoding of lower-cased words without accents and punctuation."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.StripAccents()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(r"[^\w]+"), "removed"), pre_tokenizers.Metaspace(prepend_scheme="always")]
    )
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=SUBWORDS, min_frequency=2, show_progress=False))
    return tokenizer


def with_typing_errors(text: str, rng: random.Random) -> str:
    """Drop, swap, double or replace about one letter in twenty-five."""
    letters = list(text)
    for _ in range(max(1, len(letters) // 25)):
        at, kind = rng.randrange(max(1, len(letters) - 1)), rng.randrange(4)
        if kind == 0 and len(letters) > 3:
            del letters[at]
        elif kind == 1 and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif kind == 2:
            letters.insert(at, letters[at])
        else:
            letters[at] = rng.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


def epochs_of(pairs: Sequence[tuple[str, str, bool]], epochs: int) -> Iterator[dict[str, str]]:
    """All epochs one after the other, with typing errors of their own in each."""
    rng = random.Random(SEED)
    for _ in range(epochs):
        for at in rng.sample(range(len(pairs)), len(pairs)):
            anchor, positive, question = pairs[at]
            wrong = question and rng.random() < TYPING_ERRORS
            yield {"anchor": with_typing_errors(anchor, rng) if wrong else anchor, "positive": positive}


def train(pairs: Sequence[tuple[str, str, bool]], folder: Path, epochs: int = EPOCHS) -> None:
    """Train with sentence-transformers and write the int8 model."""
    import torch
    from datasets import Dataset
    from sentence_transformers import (
        SentenceTransformer,
        SentenceTransformerTrainer,
        SentenceTransformerTrainingArguments,
    )
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
    from sentence_transformers.sentence_transformer.training_args import BatchSamplers

    torch.manual_seed(SEED)
    tokenizer = subword_tokenizer([text for anchor, positive, _ in pairs for text in (anchor, positive)])
    embedding = StaticEmbedding(tokenizer, embedding_dim=DIMENSIONS)
    torch.nn.init.normal_(embedding.embedding.weight, std=0.1)
    model = SentenceTransformer(modules=[embedding, Normalize()], device="cpu")
    loss = MultipleNegativesRankingLoss(
        model, scale=SCALE, directions=("query_to_doc", "query_to_query", "doc_to_query"), partition_mode="joint"
    )
    with tempfile.TemporaryDirectory() as scratch:
        arguments = SentenceTransformerTrainingArguments(
            output_dir=scratch,
            num_train_epochs=1,  # the epochs are laid one behind the other in the data
            per_device_train_batch_size=BATCH,
            learning_rate=RATE,
            lr_scheduler_type="linear",
            warmup_steps=0.1,
            batch_sampler=BatchSamplers.NO_DUPLICATES,
            seed=SEED,
            data_seed=SEED,
            save_strategy="no",
            report_to="none",
            use_cpu=True,
            disable_tqdm=True,
        )
        data = Dataset.from_list(list(epochs_of(pairs, epochs)))
        SentenceTransformerTrainer(model=model, args=arguments, train_dataset=data, loss=loss).train()
        save_small(model, folder)


def save_small(model: "object", folder: Path) -> None:
    """Write the model as sentence-transformers does, then its rows as int8 with one scale a row."""
    model.save_pretrained(str(folder))  # type: ignore[attr-defined]
    file = next(folder.rglob("model.safetensors"))
    rows = np.asarray(load_file(str(file))["embedding.weight"], dtype=np.float32)
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-12) / 127
    small = np.round(rows / scale[:, None]).astype(np.int8)
    save_file({"embeddings": small, "weights": scale.astype(np.float32)}, str(file))
    (folder / "README.md").write_text(
        MODEL_CARD.format(subwords=rows.shape[0], dimensions=rows.shape[1]), encoding="utf-8"
    )
    print(json.dumps({"subwords": rows.shape[0], "dimensions": rows.shape[1], "bytes": file.stat().st_size}))


if __name__ == "__main__":
    main()
