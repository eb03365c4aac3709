/**
 * An elaborated design as the world outside sees it: text, ports, streams, clocks and resets, all plain values. A
 * simulator or a synthesis flow needs no other package.
 */
package vit2rtl.hdl.rtl;
