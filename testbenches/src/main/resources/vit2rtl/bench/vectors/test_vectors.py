"""Streams the rows of vectors.npz through the design, with random stalls, and compares every element.

Runs with cocotb 1.8 and later: `make` in this folder. STALLS=0 streams without stalls, SEED chooses others.
"""
import json
import os
import random

import cocotb
import numpy
from cocotb.clock import Clock
from cocotb.triggers import FallingEdge, RisingEdge

HERE = os.path.dirname(os.path.abspath(__file__))
STALLS = float(os.environ.get("STALLS", "0.3"))


class Stream:
    """One ready/valid stream of the design: beats of lanes, the last beat of a row padded."""

    def __init__(self, dut, about, elements, stalls):
        self.about = about
        self.valid = getattr(dut, about["valid"])
        self.ready = getattr(dut, about["ready"])
        self.last = getattr(dut, about["last"]) if about["last"] else None
        self.lanes = [getattr(dut, name) for name in about["data"]]
        self.length = about["rowLength"]
        self.elements = elements.reshape(-1).tolist()
        self.stalls = stalls
        self.at = 0
        self.waiting = None

    def beat(self):
        """Elements of the beat at hand, and whether it ends its row."""
        left = self.length - self.at % self.length
        return self.elements[self.at:self.at + min(left, len(self.lanes))], left <= len(self.lanes)

    def done(self):
        return self.at == len(self.elements)

    def offers(self):
        return not self.done() and (self.waiting is not None or self.stalls.random() >= STALLS)

    def where(self, lane):
        return f"{self.about['name']}: row {self.at // self.length}, column {self.at % self.length + lane}"


def drive(source):
    offered = source.offers()
    source.valid.value = int(offered)
    if offered:
        elements, ends = source.beat()
        mask = (1 << source.about["width"]) - 1
        for lane, signal in enumerate(source.lanes):
            signal.value = elements[lane] & mask if lane < len(elements) else 0
        if source.last is not None:
            source.last.value = int(ends)
        source.waiting = True


def taken(source):
    if int(source.valid.value) and int(source.ready.value):
        source.at += len(source.beat()[0])
        source.waiting = None


def received(sink, cycle):
    if not int(sink.valid.value):
        assert sink.waiting is None, f"{sink.about['name']} dropped valid before the transfer in cycle {cycle}"
        return
    now = [int(signal.value) for signal in sink.lanes[:len(sink.beat()[0])]]
    assert sink.waiting in (None, now), f"{sink.about['name']} changed its payload while waiting in cycle {cycle}"
    sink.waiting = now
    if not int(sink.ready.value):
        return
    elements, ends = sink.beat()
    for lane, expected in enumerate(elements):
        actual = now[lane]
        if sink.about["signed"] and actual >> (sink.about["width"] - 1):
            actual -= 1 << sink.about["width"]
        assert actual == expected, f"{sink.where(lane)}: expected {expected}, got {actual} in cycle {cycle}"
    if sink.last is not None:
        assert int(sink.last.value) == ends, f"{sink.about['name']} has last on the wrong beat in cycle {cycle}"
    sink.at += len(elements)
    sink.waiting = None


@cocotb.test()
async def every_element(dut):
    with open(os.path.join(HERE, "vectors.json"), encoding="utf-8") as file:
        about = json.load(file)
    arrays = numpy.load(os.path.join(HERE, "vectors.npz"))
    stalls = random.Random(int(os.environ.get("SEED", "1")))
    sources = [Stream(dut, s, arrays[s["name"]], stalls) for s in about["sources"]]
    sinks = [Stream(dut, s, arrays[s["name"]], stalls) for s in about["sinks"]]
    clock = getattr(dut, about["clock"])
    reset = getattr(dut, about["reset"])
    for stream in sources:
        stream.valid.value = 0
    for stream in sinks:
        stream.ready.value = 0
    for port in {name for values in about["load"] for name in values}:
        getattr(dut, port).value = 0
    reset.value = 1
    cocotb.start_soon(Clock(clock, 10, "ns").start())
    for _ in range(4):
        await FallingEdge(clock)
    reset.value = 0
    for values in about["load"]:
        for port, value in values.items():
            getattr(dut, port).value = int(value)
        await FallingEdge(clock)
        for port in values:
            getattr(dut, port).value = 0
    for cycle in range(about["cycles"]):
        if all(sink.done() for sink in sinks):
            break
        for source in sources:
            drive(source)
        for sink in sinks:
            sink.ready.value = int(not sink.done() and stalls.random() >= STALLS)
        await RisingEdge(clock)
        for sink in sinks:
            if not sink.done():
                received(sink, cycle)
        for source in sources:
            taken(source)
        await FallingEdge(clock)
    missing = [sink.about["name"] for sink in sinks if not sink.done()]
    assert not missing, f"streams that did not get all their rows: {missing}"
    dut._log.info("%d elements equal", sum(len(sink.elements) for sink in sinks))
