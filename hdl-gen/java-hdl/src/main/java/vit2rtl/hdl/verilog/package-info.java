/** The emitted Verilog: SpinalHDL's expressions read as terms, made simple, and written for readers. */
package vit2rtl.hdl.verilog;
