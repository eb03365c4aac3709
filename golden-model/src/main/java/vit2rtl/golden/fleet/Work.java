package vit2rtl.golden.fleet;

import java.io.Serializable;
import java.util.List;

/**
 * Work that is cut into units, each done by itself, in any order and anywhere. The bytes of a unit's result depend on the
 * work and the unit alone: not on threads, machines, time, or what was done before. Serialisable, so that another JVM of
 * the same build can do some of it; files it names lie under the same paths there.
 */
public interface Work extends Serializable {

  /** The command whose work it is, and which reports its results. */
  String kind();

  /** What the command must know to report results where the work itself is not at hand: JSON. */
  String description();

  /** Everything else that results depend on, such as SHA-256 of models and images. */
  List<String> inputs();

  /** How many units there are, 1 or more. */
  int units();

  /** Opens what all units share. */
  Runner open();

  /** Does units; safe to use from several threads. */
  @FunctionalInterface
  interface Runner extends AutoCloseable {

    /** The result of a unit, 0 to {@link Work#units()} − 1. */
    byte[] run(int unit);

    @Override
    default void close() {
      // Most hold nothing that must be given back.
    }
  }
}
