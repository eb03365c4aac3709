package vit2rtl.cli.arguments;

/** What files of tensors hold, as the help says it; the page docs/tensors.md says more. */
public final class TensorFiles {
  public static final String HELP = "%nFiles of tensors (safetensors; docs/tensors.md), L rows of C or N elements:%n"
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
      + "  requantize a_in [L,C] I32     accumulators%n"
      + "             multiplier [C or 1] I32, shift [C or 1] I32, zp_out [1] I32,%n"
      + "             or residual [L,C] I32 in place of zp_out: it is added%n"
      + "    writes   q_out [L,C] I32%n"
      + "  gelu       x_in [L,C] I32     codes, two's complement of input-bits%n"
      + "             table [2^input-bits] I32, shift [C] U8, zp_out [1] I32%n"
      + "    writes   y_out [L,C] I32%n"
      + "  context    code_in [L,N] I32  attention codes of one head, as a softmax gives them%n"
      + "             value [N,d] I32    values of the head, zero point removed%n"
      + "    writes   a_out [L,d] I32    accumulators%n"
      + "  matmul     x_in [L,I] I32     codes%n"
      + "             weight [O,I] I8, bias [O] I32, the zero point of the codes in the bias%n"
      + "    writes   a_out [L,O] I32    accumulators%n"
      + "  head       as matmul, and multiplier [O] I32, shift [O] I32, zp_out [1] I32%n"
      + "    writes   logit_out [L,O] I32%n"
      + "  embedding  as matmul, L rows being the patches of whole images, and%n"
      + "             multiplier [O] I32, shift [O] I32, table [T,O] I32, leading [1] I32%n"
      + "    writes   r_out [images*T,O] I32 residual stream%n"
      + "Other types that hold the same numbers are read, too; further tensors are ignored.%n"
      + "'vit2rtl extract UNIT' writes such a file from a quantised model and images.";
  public static final String SEE = "%nWhat a file of tensors holds: 'vit2rtl exec --help' and docs/tensors.md.";

  private TensorFiles() {}
}
