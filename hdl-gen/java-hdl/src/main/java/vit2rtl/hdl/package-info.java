/**
 * The Java HDL: what a description begins with. A component extends {@link vit2rtl.hdl.Component}, whose methods declare
 * ports, wires, registers, streams, memories and pipelines; {@link vit2rtl.hdl.Hdl} elaborates it, by SpinalHDL
 * underneath. It knows nothing of Vision Transformers.
 *
 * <p>Signals and their types are in {@code .type}, memories and pipelines in packages of those names, clock domains in
 * {@code .domain}, what an elaborated design shows the world in {@code .rtl}, broken rules in {@code .error}; components
 * to instantiate are in {@code .stream} and {@code .clock}. {@link vit2rtl.hdl.Components} and everything in
 * {@code .internal} are for the toolkit itself and may change with every version.
 */
package vit2rtl.hdl;
