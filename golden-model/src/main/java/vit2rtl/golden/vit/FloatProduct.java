package vit2rtl.golden.vit;

/**
 * C = A·B in 32-bit floats. Every element is the same chain c ← fma(a[r][k], b[k][c], c) over k = 0, 1, …, from c = 0:
 * every implementation gives the same bits. Rows of A and C are contiguous (column stride 1).
 */
public interface FloatProduct {

  void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c);
}
