package vit2rtl.sim;

import java.util.List;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.StreamPort;

/** The ports of a stream in a running model; {@code last} is null where the stream has none. */
record StreamPins(StreamPort stream, PortHandle valid, PortHandle ready, PortHandle last, List<Port> ports,
    List<PortHandle> payload) {

  static StreamPins of(StreamPort stream, PortValues values) {
    return new StreamPins(stream, values.handle(stream.valid()), values.handle(stream.ready()),
        stream.last() == null ? null : values.handle(stream.last()),
        stream.payload().stream().map(values.block()::port).toList(),
        stream.payload().stream().map(values::handle).toList());
  }

  int lanes() {
    return payload.size();
  }
}
