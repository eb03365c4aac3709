package vit2rtl.sim.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Arrays;

/** Members of a JSON object that must be there and of their kind. */
final class Fields {
  private Fields() {}

  private static JsonNode member(JsonNode object, String name) throws MalformedReplay {
    JsonNode member = object == null ? null : object.get(name);
    if (member == null) {
      throw new MalformedReplay("'" + name + "' is missing");
    }
    return member;
  }

  static JsonNode object(JsonNode object, String name) throws MalformedReplay {
    JsonNode member = member(object, name);
    if (!member.isObject()) {
      throw new MalformedReplay("'" + name + "' is no object");
    }
    return member;
  }

  static JsonNode array(JsonNode object, String name) throws MalformedReplay {
    JsonNode member = member(object, name);
    if (!member.isArray()) {
      throw new MalformedReplay("'" + name + "' is no list");
    }
    return member;
  }

  static String text(JsonNode object, String name) throws MalformedReplay {
    JsonNode member = member(object, name);
    if (!member.isTextual()) {
      throw new MalformedReplay("'" + name + "' is no text");
    }
    return member.textValue();
  }

  /** A text, or null where the member is null. */
  static String textOrNull(JsonNode object, String name) throws MalformedReplay {
    return member(object, name).isNull() ? null : text(object, name);
  }

  static int integer(JsonNode object, String name, int least, int greatest) throws MalformedReplay {
    return (int) number(object, name, least, greatest);
  }

  static long number(JsonNode object, String name, long least, long greatest) throws MalformedReplay {
    JsonNode member = member(object, name);
    if (!member.canConvertToLong() || !member.isIntegralNumber() || member.longValue() < least
        || member.longValue() > greatest) {
      throw new MalformedReplay("'" + name + "' is " + member + "; allowed: " + least + " to " + greatest);
    }
    return member.longValue();
  }

  static BigInteger big(JsonNode object, String name) throws MalformedReplay {
    JsonNode member = member(object, name);
    if (!member.isIntegralNumber()) {
      throw new MalformedReplay("'" + name + "' is no whole number");
    }
    return member.bigIntegerValue();
  }

  static <E extends Enum<E>> E choice(JsonNode object, String name, Class<E> choices) throws MalformedReplay {
    String text = text(object, name);
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().equals(text)) {
        return choice;
      }
    }
    throw new MalformedReplay("'" + name + "' is '" + text + "'; allowed: "
        + Arrays.toString(choices.getEnumConstants()));
  }
}
