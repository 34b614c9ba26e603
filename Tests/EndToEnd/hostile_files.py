"""Mutations of the files of a model: each opened, asked for tokens and a trace, in one process after another."""

import json
import os
import random
from pathlib import Path

STRANGE = [None, True, -1, 0, 2**31, 2**62, 2**63, -2**63, 10**400, 1e308, -1e308, "", "x" * 10000, "\ud800", "\u0000", [], {}, [[]],
           [None], {"": None}, {"type": "x"}, 0.5, "(a+)+$", "[", [["a", "b"]] * 3]
SETUP = """
import torch
from nnsight import LanguageModel
def use(path, inner=True):
    model = LanguageModel(path, dispatch=True)
    ids = model.tokenizer("The city of \\u00e9\\U0001f600 <|endoftext|>")["input_ids"]
    model.tokenizer.decode(ids)
    str(model)
    with model.trace("The city of"): out = model.output.save()
    with model.generate("The city of", max_new_tokens=2): out = model.generator.output.save()
    try: model.tokenizer.apply_chat_template([{"role": "user", "content": "x"}], tokenize=False)
    except Exception: pass
def tokens(path):
    from transformers import AutoTokenizer
    t = AutoTokenizer.from_pretrained(path)
    t.decode(t("The city of \\u00e9\\U0001f600 <|endoftext|> <s>", padding=True, truncation=True)["input_ids"])
"""


def places(value, path=()):
    """The path of every value inside a JSON document; of long lists and objects the first few."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for number, (key, inner) in enumerate(items):
        if number < 12:
            yield from places(inner, path + (key,))


def changed(document, path, value):
    """A copy of a document with one value replaced, or taken away where the value is `...`."""
    copy = json.loads(json.dumps(document))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    if not path:
        return value if value is not ... else {}
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return copy


def mutants(text, chooser, count):
    """Texts that differ from a JSON text in one value, in some bytes, or in their length."""
    document = json.loads(text)
    found = list(places(document))
    for _ in range(count):
        path, value = chooser.choice(found), chooser.choice(STRANGE + [...])
        yield json.dumps(changed(document, path, value)).encode()
    for _ in range(count // 8):
        data = bytearray(text.encode())
        for _ in range(chooser.choice([1, 3, 30])):
            data[chooser.randrange(len(data))] = chooser.randrange(256)
        yield bytes(data)
        yield text.encode()[:chooser.randrange(len(text))]
    yield from [b"", b"[" * 1000000, b'{"a":' * 100000, b"\xff\xfe", b"null", b"1", b'"x"', b"[]", b"{}"]


def weights(data, chooser, count):
    """Safetensors files that differ in their header or in their length."""
    length = int.from_bytes(data[:8], "little")
    header, rest = data[8:8 + length].decode(), data[8 + length:]
    for text in mutants(header, chooser, count):
        yield len(text).to_bytes(8, "little") + text + rest
    for size in [0, 1, 2**31, 2**63 - 1, 2**64 - 1, len(data), length + 1, length - 1]:
        yield size.to_bytes(8, "little") + data[8:]
    yield data[:chooser.randrange(len(data))]


def calls(model, folder, count=60, seed=0):
    """Writes mutants of a model's files and gives the calls that open them."""
    chooser, model, folder = random.Random(seed), Path(model), Path(folder)
    result = []
    for name in ["config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "generation_config.json",
                 "model.safetensors"]:
        if not (model / name).exists():
            continue
        data = (model / name).read_bytes()
        make = weights(data, chooser, count) if name.endswith("safetensors") else mutants(data.decode(), chooser, count)
        for number, mutant in enumerate(make):
            place = folder / f"{model.name}-{name}-{number}"
            place.mkdir(parents=True)
            for file in model.iterdir():
                if file.name != name:
                    os.symlink(file.resolve(), place / file.name)
            (place / name).write_bytes(mutant)
            result.append(f"{'use' if (model / 'config.json').exists() else 'tokens'}({str(place)!r})")
    return result


def all_calls(folder):
    """The calls for the bundled models and the tokenizers of the conformance cases."""
    root = Path(__file__).resolve().parents[2]
    models = [root / "Sources/Models/Resources/walkthrough-gpt2", root / "Sources/Models/Resources/walkthrough-llama"]
    models += sorted(path for path in (root / "Tests/Conformance/tokenizers").iterdir() if path.is_dir())
    return [call for model in models for call in calls(model, Path(folder) / model.name)]
