package io.fanfare.api.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fanfare.api.catalogue.Catalogue;
import io.fanfare.api.errors.ApiException;
import io.fanfare.api.errors.ErrorKind;
import io.fanfare.api.parameters.QueryParameters;
import io.fanfare.api.presentation.OriginView;
import io.fanfare.api.presentation.ResourceView;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;

/**
 * What other sites need to show a sound: where it is in the API, how to embed it, and the embed.
 */
public final class EmbedRoutes {

  private final Catalogue catalogue;
  private final WidgetPage widget;

  /** SoundCloud's schema `Found`. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record FoundView(String status, String location) {}

  /**
   * @param publicUrl the beginning of links, without a slash at its end
   */
  public EmbedRoutes(Catalogue catalogue, String publicUrl) {
    this.catalogue = catalogue;
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
    ResourceView found = catalogue.resolve(url).orElseThrow(NotFoundResponse::new);
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
    Json.answer(context, 200, widget.embed(origin(url), width, height));
  }

  private void widget(Context context) {
    QueryParameters parameters = new QueryParameters(context.queryParamMap());
    String given = parameters.single("url");
    parameters.refuseOthers();
    String url = QueryParameters.required("url", given);
    OriginView origin = origin(url);
    widget.answer(context, origin, catalogue.firstTracks(origin));
  }

  /** Users are resolved, but there is no embed of them. */
  private OriginView origin(String url) {
    return catalogue
        .resolve(url)
        .filter(OriginView.class::isInstance)
        .map(OriginView.class::cast)
        .orElseThrow(NotFoundResponse::new);
  }
}
