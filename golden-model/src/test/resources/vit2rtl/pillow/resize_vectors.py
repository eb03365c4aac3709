"""Makes resize_vectors.json, what Pillow makes of 8-bit images of another size:

    python3 resize_vectors.py > resize_vectors.json

Results are SHA-256 of the pixels, channel after channel; small ones stand there, too. Cases with "size" are whole
transforms: torchvision's Resize and CenterCrop (margin EVEN), Hugging Face's resize and center_crop (margin DOWN).
"""
import hashlib
import json

import PIL
from PIL import Image

FILTERS = ["NEAREST", "LANCZOS", "BILINEAR", "BICUBIC", "BOX", "HAMMING"]
SIZES = [((7, 5), (4, 3)), ((4, 3), (9, 11)), ((28, 28), (32, 32)), ((33, 33), (128, 128)), ((1, 1), (5, 3)),
         ((3, 200), (17, 2)), ((120, 90), (120, 31)), ((90, 120), (31, 120)), ((500, 375), (331, 248)),
         ((427, 640), (224, 335))]
TRANSFORMS = [((500, 375), "SHORTER", 248, "EVEN", 224), ((375, 500), "SHORTER", 248, "EVEN", 224),
              ((301, 233), "SHORTER", 37, "EVEN", 32), ((301, 233), "SHORTER", 37, "DOWN", 32),
              ((301, 233), "SHORTER", 35, "EVEN", 32), ((301, 233), "SHORTER", 35, "DOWN", 32),
              ((20, 31), "SHORTER", 36, "DOWN", 28), ((97, 50), "BOTH", 39, "DOWN", 34), ((97, 50), "BOTH", 39, "EVEN", 34),
              ((640, 360), "BOTH", 64, "DOWN", 64), ((64, 70), "SHORTER", 64, "EVEN", 64)]


def image(seed, channels, width, height):
    """Noise, and every other image black and white alone, so that results saturate."""
    state, planes = seed, []
    for _ in range(channels):
        plane = bytearray()
        for _ in range(width * height):
            state = (state * 1103515245 + 12345) % 2**31
            value = state >> 16 & 255
            plane.append(value if seed % 2 else 255 * (value >> 7))
        planes.append(Image.frombytes("L", (width, height), bytes(plane)))
    return planes[0] if channels == 1 else Image.merge("RGB", planes)


def result(picture):
    pixels = b"".join(plane.tobytes() for plane in picture.split())
    found = {"sha256": hashlib.sha256(pixels).hexdigest()}
    return dict(found, pixels=list(pixels)) if len(pixels) <= 99 else found


def transform(picture, edges, size, margin, crop, filter_number):
    width, height = picture.size
    if edges == "BOTH":
        to = (size, size)
    else:
        longer = int(size * max(width, height) / min(width, height))
        to = (size, longer) if width <= height else (longer, size)
    picture = picture.resize(to, filter_number)
    if margin == "EVEN":
        top, left = int(round((to[1] - crop) / 2.0)), int(round((to[0] - crop) / 2.0))
    else:
        top, left = (to[1] - crop) // 2, (to[0] - crop) // 2
    return picture.crop((left, top, left + crop, top + crop))


cases = []
for (old, new) in SIZES:
    for number, name in enumerate(FILTERS):
        for channels in (1, 3):
            seed = len(cases) + 1
            case = dict(seed=seed, channels=channels, width=old[0], height=old[1], filter=name, toWidth=new[0], toHeight=new[1])
            cases.append(dict(case, **result(image(seed, channels, *old).resize(new, number))))
for (old, edges, size, margin, crop) in TRANSFORMS:
    for number in (2, 3):
        seed = len(cases) + 1
        case = dict(seed=seed, channels=1, width=old[0], height=old[1], filter=FILTERS[number], edges=edges, size=size,
                    margin=margin, crop=crop)
        cases.append(dict(case, **result(transform(image(seed, 1, *old), edges, size, margin, crop, number))))
print('{"pillow": "%s", "cases": [' % PIL.__version__)
print(",\n".join(json.dumps(case) for case in cases))
print("]}")
