"""Train the encoder and all heads together: attribution, links, named entities, factuality, sources, claims.

    python -m training.train --encoder minilm --weights FOLDER --polnear FOLDER --out FOLDER

Writes ``last.pt`` every few minutes and goes on from it when called again, so that a run may be cut off at any time.
With ``--soft FOLDER`` (see training.mark) the teacher's tag distributions are learnt beside the annotators' tags.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from reportedly.attribution.links import position_features
from reportedly.language.pieces import load_tokenizer
from training.corpora import Example, read_invented, read_polnear
from training.examples import Item, Labelled, items, label, marked_items
from training.marks import labels, read_dispatches, read_passages
from training.network import LAYERS, LINK, TAGS, Network
from training.words import UNMARKED, Marked, read_entities, read_factuality

START, SEPARATOR = 101, 102
UNCERTAIN = 1.0
"""An event whose value lies nearer to 0 than this is neither presented as a fact nor as none."""


def batches(
    data: list[Labelled],
    marked: list[Marked],
    soft: dict[str, np.ndarray],
    stops: frozenset[int],
    seed: int,
    tokens: int,
    share: float,
) -> list[list[Item]]:
    """One epoch: all windows, cut at other places in every epoch, in batches of about ``tokens`` pieces.

    Of PolNeAR and of the named entities, which are many, an epoch shows a ``share``, another one every time.
    """
    chance = random.Random(seed)
    data = [one for one in data if one.weight > 1 or chance.random() < share]  # what is invented weighs more than 1
    marked = [one for one in marked if "entity" not in one.marks or chance.random() < share]
    everything = [
        item
        for one in data
        for item in items(one, START, SEPARATOR, stops, chance.randint(40, 256), soft.get(one.name.partition("#")[0]))
    ]
    everything += [
        item for one in marked for item in marked_items(one, START, SEPARATOR, stops, chance.randint(40, 256))
    ]
    chance.shuffle(everything)
    everything.sort(key=lambda item: len(item.window) // 32)
    out: list[list[Item]] = []
    for item in everything:
        if not out or (len(out[-1]) + 1) * max(len(item.window), *(len(i.window) for i in out[-1])) > tokens:
            out.append([])
        out[-1].append(item)
    chance.shuffle(out)
    return out


def collate(batch: list[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    length = max(len(item.window) for item in batch)

    def padded(name: str, fill: int) -> Tensor:
        out = torch.full((len(batch), length), fill, dtype=torch.long)
        for row, item in enumerate(batch):
            values = item.tags if name == "tags" else getattr(item.window, name)
            out[row, : len(values)] = torch.as_tensor(values.astype(np.int64))
        return out

    ids = padded("ids", 0)
    return ids, padded("case", 5), padded("quote", 0), padded("tags", -100), (ids != 0).long()


def link_loss(network: Network, item: Item, projected: Tensor) -> tuple[Tensor, int]:
    """Cross-entropy of content → cue and cue → source (or none) over the gold spans of one window."""
    loss, count = projected.new_zeros(()), 0
    roles: list[list[tuple[int, int, frozenset[int]]]] = [[], [], []]
    for role, start, end, owner in item.spans:
        roles[role].append((start, end, owner))
    paragraph = np.cumsum(item.window.piece < 0)
    for relation, (from_role, to_role) in enumerate(((2, 1), (1, 0))):
        froms, tos = roles[from_role], roles[to_role]
        if not froms or (not tos and relation == 0):
            continue
        query = torch.stack(
            [projected[s:e, 2 * relation * LINK : (2 * relation + 1) * LINK].mean(0) for s, e, _ in froms]
        )
        keys = [projected[s:e, (2 * relation + 1) * LINK : (2 * relation + 2) * LINK].mean(0) for s, e, _ in tos]
        scores = query.new_zeros((len(froms), 0))
        if keys:
            d, p, b = (
                torch.as_tensor(f) for f in position_features([f[:2] for f in froms], [t[:2] for t in tos], paragraph)
            )
            scores = query @ torch.stack(keys).T / math.sqrt(LINK)
            scores = (
                scores + network.distance[relation][d] + network.paragraph[relation][p] + network.between[relation][b]
            )
        if relation == 1:
            scores = torch.cat([scores, (query @ network.no_source / math.sqrt(LINK))[:, None]], 1)
        right = torch.zeros(scores.shape, dtype=torch.bool)
        for i, (_, _, owner) in enumerate(froms):
            for j, (_, _, other) in enumerate(tos):
                right[i, j] = bool(owner & other)
            if relation == 1 and not right[i].any():
                right[i, len(tos)] = True
        kept = right.any(1)
        if kept.any():
            log = functional.log_softmax(scores[kept], 1)
            loss = loss - torch.logsumexp(log.masked_fill(~right[kept], -1e4), 1).sum()
            count += int(kept.sum())
    return loss, count


def batch_loss(network: Network, batch: list[Item], soft_share: float, mark_share: float) -> Tensor:
    ids, case, quote, tags, mask = collate(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits, projected, entities, events, marks, _ = network(ids, case, quote, mask)
    logits, projected = logits.float(), projected.float()
    others = word_loss(batch, entities.float(), events.float(), marks.float(), mark_share)
    if not (tags >= 0).any():
        return others
    weight = torch.tensor([item.weight for item in batch])[:, None] * (tags >= 0)
    hard = functional.cross_entropy(logits.transpose(1, 2), tags.clamp_min(0), reduction="none")
    per_piece = hard
    if soft_share and any(item.soft is not None for item in batch):
        target = functional.one_hot(tags.clamp_min(0), TAGS).float()
        for row, item in enumerate(batch):
            if item.soft is not None:
                target[row, : len(item.soft)] = torch.as_tensor(item.soft)
        softened = -(target * functional.log_softmax(logits, -1)).sum(-1)
        per_piece = (1 - soft_share) * hard + soft_share * softened
    loss = (per_piece * weight).sum() / weight.sum()
    linked = [link_loss(network, item, projected[row]) for row, item in enumerate(batch)]
    links = sum((one for one, _ in linked), projected.new_zeros(())) / max(1, sum(n for _, n in linked))
    return loss + 0.15 * links + others


def word_loss(batch: list[Item], entities: Tensor, events: Tensor, marks: Tensor, mark_share: float) -> Tensor:
    """What the heads for entities, events, sources and claims lose; zero where a batch marks none.

    An uncertain event counts three times: four in five events of the news are facts, and a head that calls everything
    a fact is of no use.
    """

    def padded(name: str, fill: float) -> Tensor:
        out = torch.full((len(batch), entities.shape[1]), fill, dtype=torch.float32)
        for row, item in enumerate(batch):
            if (given := item.marks.get(name)) is not None:
                out[row, : len(given)] = torch.as_tensor(given.astype(np.float32))
        return out

    def classes(name: str, logits: Tensor) -> Tensor:
        wanted = padded(name, UNMARKED).long()
        if not (wanted >= 0).any():
            return logits.new_zeros(())
        return functional.cross_entropy(logits.transpose(1, 2), wanted, ignore_index=UNMARKED)

    loss = classes("entity", entities)
    at = 0
    for name, columns in labels().items():
        loss = loss + mark_share * classes(name, marks[..., at : at + len(columns)])
        at += len(columns)
    event = padded("event", UNMARKED)
    if (known := event >= 0).any():
        loss = loss + functional.binary_cross_entropy_with_logits(events[..., 0][known], event[known])
    value = padded("value", float("nan"))
    if (known := ~torch.isnan(value)).any():
        target = value[known]
        heavy = torch.where(target.abs() < 1.5, 3.0, 1.0)
        missed = functional.smooth_l1_loss(events[..., 1][known], target, beta=0.3, reduction="none")
        loss = loss + (missed * heavy).sum() / heavy.sum()
        left_open = (target.abs() < UNCERTAIN).float()
        loss = loss + functional.binary_cross_entropy_with_logits(
            events[..., 2][known], left_open, pos_weight=events.new_tensor(4.0)
        )
    return loss


def train(arguments: argparse.Namespace) -> None:
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    tokenizer = load_tokenizer(arguments.tokenizer)
    stops = frozenset(i for i in (tokenizer.token_to_id(mark) for mark in (".", "!", "?")) if i is not None)
    examples: list[Example] = read_polnear(arguments.polnear, every_annotator=True) if arguments.polnear else []
    if arguments.invented:
        examples += arguments.invented_times * read_invented("teach", arguments.invented_weight)
    data = [label(example, tokenizer) for example in examples]
    marked = read_entities(arguments.entities, tokenizer) if arguments.entities else []
    if arguments.factuality:
        marked += arguments.factuality_times * read_factuality(arguments.factuality, tokenizer)
    if arguments.invented:
        marked += arguments.marks_times * (read_passages(tokenizer) + read_dispatches(tokenizer, "teach"))
    soft: dict[str, np.ndarray] = {}
    if arguments.soft:
        soft = {path.stem: np.load(path)["tags"].astype(np.float32) for path in sorted(arguments.soft.glob("*.npz"))}
    network = Network(arguments.encoder, arguments.weights)
    if arguments.start:
        begun = torch.load(arguments.start, weights_only=True)["network"]
        shapes = {name: weights.shape for name, weights in network.state_dict().items()}
        begun = {name: weights for name, weights in without_layer(begun).items() if weights.shape == shapes.get(name)}
        network.load_state_dict(begun, strict=False)
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in network.named_parameters() if n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": arguments.lr}, {"params": heads, "lr": arguments.head_lr}], weight_decay=0.01
    )
    base = [group["lr"] for group in optimiser.param_groups]
    arguments.out.mkdir(parents=True, exist_ok=True)
    last = arguments.out / "last.pt"
    done = 0
    if last.exists():
        state = torch.load(last, weights_only=True)
        network.load_state_dict(state["network"])
        optimiser.load_state_dict(state["optimiser"])
        done = state["step"]
    per_epoch = len(batches(data, marked, {}, stops, 0, arguments.tokens, arguments.share))
    total = round(per_epoch * arguments.epochs)
    print(
        f"{len(data)} + {len(marked)} texts, {per_epoch} batches an epoch, {total} steps, from step {done}", flush=True
    )

    def epoch_of(number: int) -> list[list[Item]]:
        seed = 1000 * arguments.seed + number
        return batches(data, marked, soft, stops, seed, arguments.tokens, arguments.share)

    def save(step: int) -> None:
        torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, last)

    network.train()
    began = saved = time.monotonic()
    step, epoch, seen, running = 0, 0, 0, 0.0
    while step < total:
        for batch in epoch_of(epoch):
            step += 1
            if step <= done:
                continue
            if step > total:
                break
            share = min(1.0, step / (0.06 * total)) * max(0.0, (total - step) / total)
            for group, lr in zip(optimiser.param_groups, base, strict=True):
                group["lr"] = lr * share
            loss = batch_loss(network, batch, arguments.soft_share, arguments.mark_share)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            seen += sum(len(item.window) for item in batch)
            running = loss.item() if not running else 0.98 * running + 0.02 * loss.item()
            if step % 20 == 0:
                print(
                    f"step {step}/{total} loss {running:.4f} {seen / (time.monotonic() - began):.0f} pieces/s",
                    flush=True,
                )
            if time.monotonic() - saved > 240:
                save(step)
                saved = time.monotonic()
        epoch += 1
    save(total)


def without_layer(begun: dict[str, Tensor]) -> dict[str, Tensor]:
    """Weights with as many layers as the network has: of a longer one, the last but one goes first."""
    names = [re.fullmatch(r"(encoder\.encoder\.layer\.)(\d+)(\..*)", name) for name in begun]
    count = 1 + max((int(match[2]) for match in names if match), default=-1)
    while count > LAYERS:
        gone = count - 2
        begun = {
            name if match is None or int(match[2]) < gone else f"{match[1]}{int(match[2]) - 1}{match[3]}": weights
            for name, weights in begun.items()
            if (match := re.fullmatch(r"(encoder\.encoder\.layer\.)(\d+)(\..*)", name)) is None or int(match[2]) != gone
        }
        count -= 1
    return begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", choices=["minilm", "mpnet"], default="minilm")
    parser.add_argument("--weights", type=Path, required=True, help="folder of the encoder's first weights")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--polnear", type=Path, help="the training split")
    parser.add_argument(
        "--invented",
        action="store_true",
        help="learn from what is invented, too",
    )
    parser.add_argument("--invented-weight", type=float, default=2.0)
    parser.add_argument("--invented-times", type=int, default=1, help="how often an epoch shows the dispatches")
    parser.add_argument("--entities", type=Path, help="CoNLL++ training file")
    parser.add_argument("--factuality", type=Path, help="UW factuality training file")
    parser.add_argument("--factuality-times", type=int, default=2, help="how often an epoch shows it")
    parser.add_argument("--share", type=float, default=1.0, help="of PolNeAR and the named entities in an epoch")
    parser.add_argument("--mark-share", type=float, default=0.5, help="weight of each group of marks in the loss")
    parser.add_argument("--marks-times", type=int, default=3, help="how often an epoch shows the invented passages")
    parser.add_argument("--soft", type=Path, help="the teacher's marks (training.mark)")
    parser.add_argument("--soft-share", type=float, default=0.7)
    parser.add_argument("--start", type=Path, help="begin from these weights")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--lr", type=float, default=2e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--tokens", type=int, default=2048)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
