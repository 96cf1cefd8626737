package io.fanfare.connectors.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fanfare.schemas.search.DocumentKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexMappingTest {

  @ParameterizedTest
  @EnumSource(DocumentKind.class)
  void theTemplateHasEveryField(DocumentKind kind) {
    JsonNode mappings = mappings(kind);
    assertThat(IndexMapping.otherField(kind, mappings)).isEmpty();
    assertThat(IndexMapping.isCurrent(kind, mappings)).isTrue();
    ((ObjectNode) mappings.path("properties")).remove("popularity");
    assertThat(IndexMapping.otherField(kind, mappings)).contains("popularity");
    assertThat(IndexMapping.isCurrent(kind, mappings)).isFalse();
  }

  @Test
  void namesAFieldOfAnotherTypeAndAFieldWithinAnother() {
    JsonNode mappings = mappings(DocumentKind.TRACK);
    ((ObjectNode) mappings.at("/properties/owner/properties/full_name")).put("type", "keyword");
    assertThat(IndexMapping.otherField(DocumentKind.TRACK, mappings)).contains("owner.full_name");
  }

  @Test
  void aMissingSubfieldRejectsNoDocumentAndIsAdded() {
    JsonNode mappings = mappings(DocumentKind.TRACK);
    ((ObjectNode) mappings.at("/properties/title/fields")).remove("joined");
    assertThat(IndexMapping.otherField(DocumentKind.TRACK, mappings)).isEmpty();
    assertThat(IndexMapping.isCurrent(DocumentKind.TRACK, mappings)).isFalse();
  }

  @Test
  void anIndexMayHaveMore() {
    JsonNode mappings = mappings(DocumentKind.USER);
    ((ObjectNode) mappings.path("properties")).putObject("more").put("type", "text");
    assertThat(IndexMapping.isCurrent(DocumentKind.USER, mappings)).isTrue();
  }

  private static JsonNode mappings(DocumentKind kind) {
    return IndexMapping.template(kind).at("/template/mappings");
  }
}
