@NullMarked
package io.fanfare.local.pipeline;

import org.jspecify.annotations.NullMarked;
