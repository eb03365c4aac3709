package vit2rtl.golden.checkpoint.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Facts from all who say something; of two that say the same the first heard counts. */
public final class Facts {
  private final Map<Fact<?>, Stated<?>> facts = new HashMap<>();

  public <T> void put(Fact<T> fact, T value, String source) {
    facts.putIfAbsent(fact, new Stated<>(value, source));
  }

  @SuppressWarnings("unchecked")
  public <T> Optional<Stated<T>> get(Fact<T> fact) {
    // Only put adds, with a value of the fact's type.
    return Optional.ofNullable((Stated<T>) facts.get(fact));
  }

  /** The value alone. */
  public <T> Optional<T> value(Fact<T> fact) {
    return get(fact).map(Stated::value);
  }
}
