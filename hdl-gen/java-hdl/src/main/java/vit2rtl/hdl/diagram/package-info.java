/** Layout and drawing of block diagrams. It knows boxes, pins and wires, not hardware. */
package vit2rtl.hdl.diagram;
