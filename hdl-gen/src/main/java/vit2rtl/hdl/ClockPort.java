package vit2rtl.hdl;

/**
 * One clock input (rising edge) and its reset (synchronous, active high).
 *
 * @param clock name of the clock port
 * @param reset name of the reset port, or null for a clock without reset
 */
public record ClockPort(String clock, String reset) {}
