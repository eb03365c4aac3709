package vit2rtl.sim;

import java.util.List;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.model.PortValues;

/** The ports of a stream in a running model; {@code last} is null where the stream has none. */
record StreamPins(StreamPort stream, PortHandle valid, PortHandle ready, PortHandle last, List<Port> ports,
    List<PortHandle> payload) {

  static StreamPins of(StreamPort stream, PortValues values) {
    return new StreamPins(stream, PortHandle.of(values, stream.valid()), PortHandle.of(values, stream.ready()),
        stream.last() == null ? null : PortHandle.of(values, stream.last()),
        stream.payload().stream().map(values.block()::port).toList(),
        stream.payload().stream().map(lane -> PortHandle.of(values, lane)).toList());
  }

  int lanes() {
    return payload.size();
  }
}
