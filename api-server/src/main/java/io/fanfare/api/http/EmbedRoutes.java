package io.fanfare.api.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fanfare.api.catalogue.Catalogue;
import io.fanfare.api.edge.Dependencies;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.presentation.OriginView;
import io.fanfare.api.presentation.ResourceView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;

/**
 * What other sites need to show a sound: where it is in the API, how to embed it, and the embed.
 */
public final class EmbedRoutes {

  private final Catalogue catalogue;
  private final PublicAnswers answers;
  private final WidgetPage widget;

  /** SoundCloud's schema `Found`. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record FoundView(String status, String location) {}

  /**
   * @param publicUrl the beginning of links, without a slash at its end
   */
  public EmbedRoutes(Catalogue catalogue, PublicAnswers answers, String publicUrl) {
    this.catalogue = catalogue;
    this.answers = answers;
    this.widget = new WidgetPage(publicUrl);
  }

  void register(RoutesConfig routes) {
    Routes.serve(routes, "/resolve", this::resolve);
    Routes.serve(routes, "/oembed", this::oEmbed);
    Routes.serve(routes, WidgetPage.PATH, this::widget);
  }

  private void resolve(Context context) {
    QueryParameters parameters = new QueryParameters(context.queryParamMap());
    String given = parameters.single("url");
    parameters.refuseOthers();
    String url = QueryParameters.required("url", given);
    ResourceView found =
        catalogue.resolve(url, Dependencies.ofPrivateAnswer()).orElseThrow(NotFoundResponse::new);
    context.header("Location", found.uri());
    Json.answer(context, 302, new FoundView("302 - Found", found.uri()));
  }

  private void oEmbed(Context context) {
    QueryParameters parameters = new QueryParameters(context.queryParamMap());
    String given = parameters.single("url");
    String format = parameters.single("format");
    Integer width = parameters.pixels("maxwidth");
    Integer height = parameters.pixels("maxheight");
    parameters.refuseOthers();
    String url = QueryParameters.required("url", given);
    if (format != null && !format.equals("json")) {
      throw new ApiException(
          ErrorKind.FORMAT_UNSUPPORTED, "The parameter format can only be json.");
    }
    answers.answer(
        context, read -> origin(url, read).map(origin -> widget.embed(origin, width, height)));
  }

  private void widget(Context context) {
    QueryParameters parameters = new QueryParameters(context.queryParamMap());
    String given = parameters.single("url");
    parameters.refuseOthers();
    String url = QueryParameters.required("url", given);
    widget.secure(context);
    answers.answerPage(
        context,
        read ->
            origin(url, read)
                .map(origin -> widget.page(origin, catalogue.firstTracks(origin, read))));
  }

  /** Users are resolved, but there is no embed of them. */
  private Optional<OriginView> origin(String url, Dependencies read) {
    return catalogue
        .resolve(url, read)
        .filter(OriginView.class::isInstance)
        .map(OriginView.class::cast);
  }
}
