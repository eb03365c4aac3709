package vit2rtl.golden.work;

import java.io.Serializable;
import vit2rtl.golden.eval.Classifier;

/** A classifier that another process can open. */
public sealed interface ClassifierSource extends Serializable permits ModelBytes, CheckpointSource {

  Classifier open();

  /** SHA-256 of everything it computes with. */
  String digest();
}
