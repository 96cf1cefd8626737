/** HTTP: routes, authentication, errors, health. */
@NullMarked
package io.fanfare.api.http;

import org.jspecify.annotations.NullMarked;
