# Values of R's package `survey` for tests/stats/surveys: `Rscript survey_r.R > survey_r.json`.
# The answers are made by arithmetic alone, the same in the test; the api data come with the package.

suppressMessages(library(survey))

made <- function(n) {
  i <- 0:(n - 1)
  stratum <- (i * 5) %% 14
  data.frame(
    stratum = stratum,
    cluster = i %/% 5,
    district = (i %/% 3) %% 7,
    weight = 20 + (i * 13) %% 37,
    sex = (i * 11) %% 2,
    age = ((i * i) %/% 3) %% 4,
    q1 = as.numeric((i * 31 + stratum * 5) %% 17 < 4 + stratum %% 5),
    q2 = as.numeric((i * 57) %% 23 < 2),
    mark = 100 + (i * 29) %% 61 + stratum,
    part = ifelse((i * 19) %% 10 == 0, NA, as.numeric((i * 43) %% 13 < 6))
  )
}

table_of <- function(design) {
  out <- NULL
  for (q in c("q1", "q2", "mark", "part")) {
    found <- svyby(as.formula(paste0("~", q)), ~district, design, svymean, na.rm = TRUE)
    out <- rbind(out, data.frame(q = q, domain = found$district, value = found[[q]], error = SE(found)))
  }
  out
}

as_json <- function(found) {
  rows <- sprintf("[\"%s\", %d, %.17g, %.17g]", found$q, as.integer(found$domain), found$value, found$error)
  paste0("[", paste(rows, collapse = ",\n  "), "]")
}

answers <- made(700)
plain <- svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = answers)
finite <- svydesign(id = ~1, strata = ~stratum, weights = ~weight, data = answers,
                    fpc = ~I(900 + 100 * stratum))
grouped <- svydesign(id = ~cluster, weights = ~weight, data = answers)
sexes <- data.frame(sex = 0:1, Freq = c(14000, 13000))
ages <- data.frame(age = sort(unique(answers$age)), Freq = 27000 * c(0.3, 0.3, 0.4)[seq_along(unique(answers$age))])

if (nrow(ages) == 2) ages$Freq <- 27000 * c(0.45, 0.55)
post <- postStratify(plain, ~sex, sexes)
rake <- rake(plain, list(~sex, ~age), list(sexes, ages), control = list(maxit = 500, epsilon = 1e-13))
effect <- svymean(~q1 + q2 + mark, plain, deff = "replace")

data(api)
school <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
enroll <- svymean(~api00, school)
district <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1)
cluster <- svymean(~api00, district)
by_type <- svyby(~api00, ~stype, district, svymean)

cat("{\n\"made_with\": \"survey ", as.character(packageVersion("survey")), "\",\n", sep = "")
cat("\"ages\": [", paste(sprintf("[%d, %.17g]", ages$age, ages$Freq), collapse = ", "), "],\n", sep = "")
for (name in c("plain", "finite", "grouped", "post", "rake")) {
  cat("\"", name, "\": ", as_json(table_of(get(name))), ",\n", sep = "")
}
cat("\"effect\": [", paste(sprintf("%.17g", deff(effect)), collapse = ", "), "],\n", sep = "")
cat("\"apistrat\": [", sprintf("%.17g, %.17g", coef(enroll), SE(enroll)), "],\n", sep = "")
cat("\"apiclus1\": [", sprintf("%.17g, %.17g", coef(cluster), SE(cluster)), "],\n", sep = "")
cat("\"apiclus1_by_type\": [", paste(sprintf("[\"%s\", %.17g, %.17g]", by_type$stype, by_type$api00, SE(by_type)), collapse = ", "), "],\n", sep = "")
write <- function(frame, columns) {
  lines <- apply(as.data.frame(lapply(frame[columns], function(x) if (is.numeric(x)) sprintf("%.17g", x) else as.character(x))), 1, function(row) paste0("[\"", paste(trimws(row), collapse = "\", \""), "\"]"))
  paste(lines, collapse = ", ")
}
cat("\"strat_rows\": [", write(apistrat, c("stype", "pw", "fpc", "api00")), "],\n", sep = "")
cat("\"clus_rows\": [", write(apiclus1, c("dnum", "stype", "pw", "api00")), "]\n}\n", sep = "")
