package vit2rtl.bench.unit;

/**
 * One thing about a unit that the user may set with {@code --set name=value}.
 *
 * @param name     name
 * @param standard value where nothing is set
 * @param allowed  what is allowed, for messages and help
 * @param meaning  what it does
 */
public record Setting(String name, String standard, String allowed, String meaning) {}
