"""Trains a model on pairs: sentence-transformers' own model and loss in a plain loop of torch. Slow to import."""

from collections.abc import Sequence
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss

from index.embedding.batches import sound
from index.embedding.pairs import Pair
from index.embedding.torch_model import computes_in_bfloat16, prompts_of
from index.projection.build import Progress

LEARNING_RATE = 2e-5
WARM_UP = 0.1  # share of the steps until the rate is reached; then it falls to nothing
WEIGHT_DECAY = 0.01
LONGEST_GRADIENT = 1.0
TOKENS = 128  # that are read of a text; attention to more costs time and showed nothing


def train(
    origin: Path, batches: Sequence[Sequence[Pair]], folder: Path, seed: int, progress: Progress
) -> None:
    """Save the model of `origin` to `folder`, trained once on each batch; the same batches and seed make the same.

    The answer of a pair is to be nearest to its question, among the answers of its batch.
    """
    model = SentenceTransformer(
        str(origin), device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32}
    )
    length, model.max_seq_length = model.max_seq_length, min(TOKENS, model.max_seq_length or TOKENS)
    torch.set_num_threads(1)  # on a busy machine two wait for each other: twenty times as slow here
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        _run(model, batches, progress)
    model.max_seq_length = length
    model.save(str(folder), create_model_card=False)


def _run(model: SentenceTransformer, batches: Sequence[Sequence[Pair]], progress: Progress) -> None:
    loss = MultipleNegativesRankingLoss(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share_of_rate(step, len(batches)))
    model.train()
    for done, batch in enumerate(batches, start=1):
        right = torch.arange(len(batch))  # the answer of each question; the loss knows it anyway
        torch.autograd.backward(loss.compute_loss_from_embeddings(_vectors(model, batch), right))
        torch.nn.utils.clip_grad_norm_(model.parameters(), LONGEST_GRADIENT)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        progress(done, len(batches), "training")
    model.eval()


def _vectors(model: SentenceTransformer, batch: Sequence[Pair]) -> list[torch.Tensor]:
    """Of the questions and of the answers, in float32, so that the loss can tell near ones apart."""
    prompts = prompts_of(model)
    texts = (
        [prompts.question + sound(pair.question) for pair in batch],
        [prompts.passage + sound(pair.answer) for pair in batch],
    )
    with torch.autocast("cpu", torch.bfloat16, enabled=computes_in_bfloat16()):
        return [model(model.preprocess(side))["sentence_embedding"].float() for side in texts]


def _share_of_rate(step: int, steps: int) -> float:
    warm = max(1, round(WARM_UP * steps))
    return (step + 1) / warm if step < warm else (steps - step) / max(1, steps - warm)
