package vit2rtl.golden.onnx.run;

/**
 * The first element at which ONNX Runtime and the golden model differ.
 *
 * @param image    index of the image
 * @param tensor   name
 * @param index    of the element, in row order
 * @param row      its row
 * @param column   its column
 * @param expected of the golden model
 * @param actual   of ONNX Runtime
 */
public record OnnxDifference(int image, String tensor, int index, int row, int column, int expected, int actual) {
  @Override
  public String toString() {
    return "image " + image + ", tensor '" + tensor + "', element " + index + " (row " + row + ", column " + column
        + "): expected " + expected + ", ONNX Runtime has " + actual;
  }
}
