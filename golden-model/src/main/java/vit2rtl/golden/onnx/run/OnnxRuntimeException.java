package vit2rtl.golden.onnx.run;

/** ONNX Runtime is not there, or refused or failed at what it was given; one sentence says what it said. */
public final class OnnxRuntimeException extends RuntimeException {
  public OnnxRuntimeException(String message, Throwable cause) {
    super(message, cause);
  }
}
