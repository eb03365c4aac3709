package vit2rtl.sim;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamSource;

/**
 * A job to be repeated after a failure, with elements of its own, whatever becomes of the caller's.
 *
 * @param job      the caller's
 * @param elements of its sources
 */
record KeptJob(StreamJob job, List<KeptElements> elements) {

  /** A job whose elements lie within the ranges of their ports. */
  static KeptJob of(RtlDesign design, StreamJob job) {
    return new KeptJob(job.withSources(job.sources().stream().map(KeptJob::empty).toList()),
        job.sources().stream().map(source -> keep(design, source)).toList());
  }

  private static StreamSource empty(StreamSource source) {
    return new StreamSource(source.stream(), new int[0], source.rowLength(), source.stalls());
  }

  private static KeptElements keep(RtlDesign design, StreamSource source) {
    List<Port> lanes = design.stream(source.stream()).payload().stream().map(design::port).toList();
    BigInteger least = lanes.stream().map(Port::min).reduce(BigInteger::min).orElseThrow();
    BigInteger span = lanes.stream().map(Port::max).reduce(BigInteger::max).orElseThrow().subtract(least);
    return KeptElements.of(source.data(), least.intValue(), span.bitLength() < Integer.SIZE ? span.intValue() : -1);
  }

  /** What it takes to keep. */
  long bytes() {
    return elements.stream().mapToLong(KeptElements::size).sum();
  }

  /** As it was. */
  StreamJob again() {
    List<StreamSource> sources = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      StreamSource source = job.sources().get(i);
      sources.add(new StreamSource(source.stream(), elements.get(i).elements(), source.rowLength(), source.stalls()));
    }
    return job.withSources(sources);
  }
}
