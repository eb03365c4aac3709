/**
 * What a design consists of, as text and as block diagrams, without any tool.
 */
package vit2rtl.hdl.inspect;
