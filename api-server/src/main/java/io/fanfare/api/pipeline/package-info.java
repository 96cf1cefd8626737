/** What Prometheus knows of the whole pipeline. */
@NullMarked
package io.fanfare.api.pipeline;

import org.jspecify.annotations.NullMarked;
