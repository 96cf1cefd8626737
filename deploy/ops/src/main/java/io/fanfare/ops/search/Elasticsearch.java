package io.fanfare.ops.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fanfare.api.availability.UnavailableException;
import io.fanfare.connectors.elasticsearch.ElasticsearchAccess;
import io.fanfare.ops.OperationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/** The REST interface of Elasticsearch. */
public final class Elasticsearch implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ContentType LINES = ContentType.create("application/x-ndjson");
  private static final Set<String> MAY_BE_MISSING = Set.of("GET", "DELETE");
  private static final int NOT_FOUND = 404;

  private final RestClient client;

  public Elasticsearch(ElasticsearchAccess access) {
    try {
      client = access.open();
    } catch (IOException e) {
      throw new OperationException(
          "The login or certificates for Elasticsearch cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Sends a request and reads the answer; a missing node if nothing exists that could be read or
   * removed.
   *
   * @param body a document, the bytes of documents with one on each line, or null for none
   * @throws UnavailableException if Elasticsearch does not answer, or rejects the request
   */
  public JsonNode ask(String method, String path, @Nullable Object body) {
    Request request = new Request(method, path);
    try {
      if (body instanceof byte[] lines) {
        request.setEntity(new ByteArrayEntity(lines, LINES));
      } else if (body != null) {
        request.setJsonEntity(JSON.writeValueAsString(body));
      }
      Response response = client.performRequest(request);
      return response.getEntity() == null
          ? MissingNode.getInstance()
          : JSON.readTree(response.getEntity().getContent());
    } catch (ResponseException e) {
      if (MAY_BE_MISSING.contains(method)
          && e.getResponse().getStatusLine().getStatusCode() == NOT_FOUND) {
        return MissingNode.getInstance();
      }
      throw new UnavailableException("Elasticsearch rejects the request: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UnavailableException("Elasticsearch does not answer: " + e.getMessage(), e);
    }
  }

  /** A body of many documents, each on a line of its own. */
  public static byte[] lines(List<?> documents) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    try {
      for (Object document : documents) {
        lines.writeBytes(JSON.writeValueAsBytes(document));
        lines.write('\n');
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A document has no JSON form", e);
    }
    return lines.toByteArray();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
