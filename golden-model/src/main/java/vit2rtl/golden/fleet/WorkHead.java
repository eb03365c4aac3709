package vit2rtl.golden.fleet;

/**
 * What work is, without the work.
 *
 * @param kind        the command it belongs to
 * @param key         SHA-256 in hexadecimal of everything that its results depend on, the product's build included
 * @param build       {@link Build#identity()} of who does it
 * @param units       how many there are
 * @param description what the command must know to report: JSON
 */
public record WorkHead(String kind, String key, String build, int units, String description) {

  public static WorkHead of(Work work) {
    Sha256 sum = new Sha256().text(work.kind()).text(Build.identity()).text(work.description())
        .text(String.valueOf(work.units()));
    work.inputs().forEach(sum::text);
    return new WorkHead(work.kind(), sum.hex(), Build.identity(), work.units(), work.description());
  }
}
