//! Pages of many makers.
