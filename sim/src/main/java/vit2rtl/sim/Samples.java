package vit2rtl.sim;

import java.util.List;
import vit2rtl.hdl.rtl.Port;

/**
 * Port values, cycle by cycle, as they stood just before the clock edge.
 *
 * @param from   number of the first recorded cycle
 * @param ports  the ports
 * @param values per cycle, per port (low 64 bits, signed ports sign extended)
 */
public record Samples(long from, List<Port> ports, long[][] values) {}
