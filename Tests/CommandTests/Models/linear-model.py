"""A model for tests: an encoder and a decoder that are linear in the code, with the standard library alone.

usage: linear-model.py LATENT CHANNELS SIDE [DIFFERENTIATES] [MISCHIEF REQUEST]

MISCHIEF happens at a REQUEST (hello, encode, decode, jacobian): die, hang, shape, nan, garbage, refuse, close.
"""
import array
import json
import math
import struct
import sys
import time

latent, channels, side = (int(text) for text in sys.argv[1:4])
differentiates = sys.argv[4] if len(sys.argv) > 4 else "false"
mischief, moment = sys.argv[5:7] if len(sys.argv) > 6 else ("", "")
size = channels * side * side


def weight(pixel, dimension):
    return math.sin(1.7 * pixel + 2.3 * dimension)


WEIGHTS = [[weight(pixel, dimension) for dimension in range(latent)] for pixel in range(size)]


def mean(code):
    """Ink at each pixel: the logistic function of a linear one."""
    return [1 / (1 + math.exp(-sum(w * z for w, z in zip(row, code)))) for row in WEIGHTS]


def read(count):
    data = sys.stdin.buffer.read(count)
    if len(data) < count:
        sys.exit(0)
    return data


def receive():
    (length,) = struct.unpack("<Q", read(8))
    data = read(length)
    (header_length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + header_length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        start, end = (8 + header_length + offset for offset in entry["data_offsets"])
        kind = {"F32": "f", "U8": "B", "I32": "i"}[entry["dtype"]]
        tensors[name] = (entry["shape"], array.array(kind, data[start:end]))
    return header.get("__metadata__", {}), tensors


def send(metadata, tensors):
    header, body = {"__metadata__": metadata}, b""
    for name, (shape, values) in tensors.items():
        data = array.array("f", values).tobytes()
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    message = struct.pack("<Q", len(text)) + text + body
    sys.stdout.buffer.write(struct.pack("<Q", len(message)) + message)
    sys.stdout.buffer.flush()


def rows(values, width):
    return [values[start : start + width] for start in range(0, len(values), width)]


def answer(request, tensors):
    if request == "hello":
        return {
            "latent_dim": str(latent),
            "image_shape": json.dumps([channels, side, side]),
            "likelihood": "bernoulli",
            "name": "linear",
            "differentiates": differentiates,
        }, {}
    if request == "encode":
        shape, values = tensors["images"]
        images = rows(values, size)
        means = [
            4 * sum(x / 255 * row[d] for x, row in zip(image, WEIGHTS)) / size
            for image in images
            for d in range(latent)
        ]
        return {}, {
            "means": ([len(images), latent], means),
            "log_variances": ([len(images), latent], [-2.0] * len(means)),
        }
    if request == "decode":
        codes = rows(tensors["codes"][1], latent)
        return {}, {"images": ([len(codes), side, side, channels], [x for z in codes for x in mean(z)])}
    if request == "jacobian":
        codes, along = rows(tensors["codes"][1], latent), tensors["dimensions"][1]
        derivatives = []
        for code in codes:
            image = mean(code)
            for d in along:
                derivatives += [m * (1 - m) * row[d] for m, row in zip(image, WEIGHTS)]
        return {}, {"derivatives": ([len(codes), len(along), side, side, channels], derivatives)}
    return {}, {}


while True:
    metadata, tensors = receive()
    request = metadata["request"]
    own = {"protocol": "1", "id": metadata["id"], "answer": request}
    found, results = answer(request, tensors)
    if request == moment:
        if mischief == "die":
            sys.exit(3)
        if mischief == "hang":
            time.sleep(600)
        if mischief == "close":
            sys.stdout.close()
            time.sleep(1)
            sys.exit(0)
        if mischief == "garbage":
            print("this is no message at all, though it is long enough to be taken for one", flush=True)
            continue
        if mischief == "refuse":
            send({"protocol": "1", "id": metadata["id"], "error": "not today\nnor tomorrow"}, {})
            continue
        for name, (shape, values) in list(results.items()):
            if mischief == "shape":
                results[name] = (shape[:-1] + [shape[-1] + 1, 0], [])
            if mischief == "nan":
                results[name] = (shape, [math.nan] + values[1:])
    send({**found, **own}, results)
    if request == "bye":
        sys.exit(0)
