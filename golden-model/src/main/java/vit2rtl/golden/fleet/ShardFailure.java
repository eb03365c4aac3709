package vit2rtl.golden.fleet;

/** A unit could not be done. The message says which shard it is of and why; the cause is what happened. */
public final class ShardFailure extends RuntimeException {
  public ShardFailure(Span span, Throwable cause) {
    super(span + ": " + (cause.getMessage() == null ? cause.toString() : cause.getMessage()), cause);
  }
}
