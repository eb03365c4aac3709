package vit2rtl.accelerator.rtl;

import vit2rtl.accelerator.LoadWords;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.units.LoadPort;

/** Drives a unit's load port with a word of the constant stream. */
final class LoadDecoder {
  private LoadDecoder() {}

  static void connect(LoadPort port, LoadWords words, Bool write, UInt word) {
    port.valid.set(write);
    int table = words.tableBits();
    int lane = table + words.laneBits();
    int index = lane + words.wordBits();
    port.table.ifPresent(p -> p.set(word.slice(table - 1, 0)));
    port.lane.ifPresent(p -> p.set(word.slice(lane - 1, table)));
    port.word.ifPresent(p -> p.set(word.slice(index - 1, lane)));
    UInt data = word.slice(index + words.format().dataBits() - 1, index);
    if (port.data instanceof SInt signed) {
      signed.set(data.asBits().asSInt());
    } else {
      port.data.set(data);
    }
  }
}
