package vit2rtl.fpga.network;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/**
 * A row of logits as bytes, the low byte of each first, {@code last} with the last byte of the last: taken from where they
 * are held, without a register for them.
 */
@Summary("Logits as bytes.")
final class LogitOctets extends Component {
  final Stream<SInt> logits;
  final Stream<UInt> output = out("bytes", Stream.of(UInt.bits(Byte.SIZE), 1));

  LogitOctets(Stream.Shape<SInt> shape) {
    super("LogitOctets");
    this.logits = in("logits", shape);
  }

  @Override
  protected void build() {
    SInt logit = logits.payload().get(0);
    int bytes = BoardUnit.bytes(logit.width());
    UInt whole = logit.modulo(Byte.SIZE * bytes);
    List<UInt> parts = new ArrayList<>();
    for (int i = 0; i < bytes; i++) {
      parts.add(whole.slice(Byte.SIZE * (i + 1) - 1, Byte.SIZE * i));
    }
    UInt index = reg("index", UInt.bits(UInt.upTo(Math.max(1, bytes - 1)).width()), 0);
    Bool ends = name("ends", index.eq(bytes - 1));
    when(output.fire(), () -> index.set(ends.mux(UInt.lit(0), index.add(1).truncate(index.width()))));
    output.valid().set(logits.valid());
    output.last().set(logits.last().and(ends));
    output.payload().get(0).set(Vec.of(parts).get(index.truncate(UInt.upTo(Math.max(1, bytes - 1)).width())));
    logits.ready().set(output.ready().and(ends));
  }
}
