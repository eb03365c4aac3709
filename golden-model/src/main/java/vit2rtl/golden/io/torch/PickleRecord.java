package vit2rtl.golden.io.torch;

/** An object of an allowed class that is not a tensor: only its class's name is kept. */
final class PickleRecord extends PickleContainer {
  private final String type;

  PickleRecord(String type) {
    this.type = type;
  }

  @Override
  public String toString() {
    return "a " + type;
  }
}
