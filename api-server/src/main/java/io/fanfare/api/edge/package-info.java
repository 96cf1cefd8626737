/** What a cache in front of the API has to know of an answer: what it was made of. */
@NullMarked
package io.fanfare.api.edge;

import org.jspecify.annotations.NullMarked;
