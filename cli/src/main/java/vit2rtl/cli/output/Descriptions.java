package vit2rtl.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import vit2rtl.golden.fleet.WorkHead;

/** What a command left in the head of its work, to report from. */
public final class Descriptions {
  private Descriptions() {}

  public static JsonNode read(WorkHead head) {
    try {
      return new ObjectMapper().readTree(head.description());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a head that this build did not write", e);
    }
  }
}
