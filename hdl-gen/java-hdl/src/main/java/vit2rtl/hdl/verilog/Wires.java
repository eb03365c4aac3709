package vit2rtl.hdl.verilog;

/** Gives terms a name of their own, where Verilog has no way to write an operation on them in place. */
interface Wires {

  /** A signal with the value of a term: the term itself if it is a signal. */
  Term.Ref named(Term term);
}
