package vit2rtl.cli;

/** What files of tensors hold, as the help says it; the page docs/tensors.md says more. */
final class TensorFiles {
  static final String HELP = "%nFiles of tensors (safetensors; docs/tensors.md), L rows of C or N elements:%n"
      + "  layernorm  q_in [L,C] U8      codes, 0 to 2^bits-1%n"
      + "             alpha [C] U8       power-of-two factors, 0 to 7%n"
      + "             zp_in [1] I32      zero point of the codes%n"
      + "             and the floats of the layer:%n"
      + "             scale_in [1] F64, gamma [C] F64, beta [C] F64, scale_out [1] F64, zp_out [1] I32%n"
      + "             or its integers:%n"
      + "             gain [C] I32, offset [C] I64, fraction [1] I32, epsilon [1] I64%n"
      + "    writes   q_out [L,C] U8, or I8 with --set sign=signed%n"
      + "  softmax    q_in [L,N] U8      score codes, 0 to 2^score-bits-1%n"
      + "             scale_in [1] F64   scale of the scores, 5e-8 to 1.67%n"
      + "    writes   code [L,N] I32     0 to 2^bits-1, or -1 for an exact zero%n"
      + "  ptf        r_in [L,C] I32     residual stream%n"
      + "             shift [1] I32, alpha [C] U8, zp_out [1] I32%n"
      + "    writes   q_out [L,C] U8, or I8 with --set sign=signed%n"
      + "Other types that hold the same numbers are read, too; further tensors are ignored.%n"
      + "'vit2rtl extract UNIT' writes such a file from a quantised model and images.";
  static final String SEE = "%nWhat a file of tensors holds: 'vit2rtl exec --help' and docs/tensors.md.";

  private TensorFiles() {}
}
