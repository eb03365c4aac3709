package vit2rtl.sim.replay;

/** A replay file does not hold what it should. */
final class MalformedReplay extends Exception {
  MalformedReplay(String message) {
    super(message);
  }
}
