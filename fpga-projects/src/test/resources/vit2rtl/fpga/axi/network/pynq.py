"""As much of pynq as the driver uses, on a simulation over a socket."""

import os
import socket

import numpy as np

_connection = socket.create_connection(("127.0.0.1", int(os.environ["V2R_SIMULATION"]))).makefile("rw")
_next = [0x140000008]


def ask(line):
    _connection.write(line + "\n")
    _connection.flush()
    return _connection.readline().strip()


class DefaultIP:
    def __init__(self, description):
        self.base = description["phys_addr"]

    def read(self, offset=0):
        return int(ask(f"r {self.base + offset}"))

    def write(self, offset, value):
        assert 0 <= value < 1 << 32
        ask(f"w {self.base + offset} {value}")


class Buffer(np.ndarray):
    def flush(self):
        ask(f"p {self.device_address} {self.tobytes().hex()}")

    def invalidate(self):
        content = bytes.fromhex(ask(f"g {self.device_address} {self.nbytes}"))
        self.view(np.ndarray)[:] = np.frombuffer(content, dtype=self.dtype)


def allocate(shape, dtype):
    buffer = np.zeros(shape, dtype=dtype).view(Buffer)
    buffer.device_address = _next[0]
    _next[0] += (buffer.nbytes + 0xFFFF) // 0x1000 * 0x1000
    buffer.flush()
    return buffer


class _Channel:
    def __init__(self, dma, at):
        self.dma, self.at = dma, at

    def start(self):
        self.dma.write(self.at, 1)

    @property
    def idle(self):
        return bool(self.dma.read(self.at + 4) & 2)

    def transfer(self, buffer):
        assert self.idle, "pynq refuses a transfer on a channel that is not idle"
        self.dma.write(self.at + 0x18, buffer.device_address & 0xFFFFFFFF)
        self.dma.write(self.at + 0x1C, buffer.device_address >> 32)
        self.dma.write(self.at + 0x28, buffer.nbytes)


class DMA(DefaultIP):
    def __init__(self, description):
        super().__init__(description)
        self.sendchannel = _Channel(self, 0)
        self.recvchannel = _Channel(self, 0x30)
