//! `listDeploymentsForTeam`

use rusqlite::ToSql;

use super::view::to_listed;
use crate::api::deployments::{DeploymentDetails, DeploymentOrder, ListDeploymentsForTeam, SortOrder};
use crate::api::{Operation, PageResponse};
use crate::embedded::access::Deployed;
use crate::embedded::paging::{Walk, bad_cursor, limit};
use crate::embedded::records::{DEPLOYMENT, DeploymentRow, TeamRow};
use crate::embedded::refusals::bad_request;
use crate::embedded::runtime::{Handler, RequestContext, find_by};
use crate::error::Result;
use crate::model::{Action, TeamId};

/// Minimum length of a text that the trigram index can find.
const SHORTEST_INDEXED: usize = 3;

impl Handler for ListDeploymentsForTeam {
    type Subject = TeamRow;

    find_by!(team_id);

    // Permission is checked for each deployment.
    fn needs(&self, _: &TeamRow) -> Vec<Action> {
        Vec::new()
    }

    fn run(self, team: TeamRow, call: &mut RequestContext<'_>) -> Result<PageResponse<DeploymentDetails>> {
        let mut walk = Walk::new(limit(self.limit, Self::CONTRACT.paging)?);
        let order = Order::of(&self)?;
        let (sql, params) = rows(&self, &team, &order)?;
        let mut statement = call.tx.prepare_cached(&sql)?;
        let mut found = statement.query(rusqlite::params_from_iter(params))?;
        while let Some(row) = found.next()? {
            let row = DeploymentRow::read(row)?;
            let cursor = order.cursor_behind(&row);
            let item = match fits(&self, &row, team.id) {
                true => view_if_visible(call, row)?,
                false => None,
            };
            if !walk.step(item, cursor) {
                break;
            }
        }
        Ok(walk.finish())
    }
}

fn view_if_visible(call: &RequestContext<'_>, row: DeploymentRow) -> Result<Option<DeploymentDetails>> {
    let deployed: Deployed = call.with_project(row)?;
    Ok(if call.may(&Action::DeploymentView, &deployed)? { Some(to_listed(call, deployed.row)) } else { None })
}

/// Returns the SQL and its parameters. Uses the most selective index that also provides the order.
fn rows(request: &ListDeploymentsForTeam, team: &TeamRow, order: &Order) -> Result<(String, Vec<Box<dyn ToSql>>)> {
    let (from, mut params) = narrowest(request, team, order);
    // The trigram index has its own IDs, in the same order.
    let keys = if from.starts_with("JOIN") { &["t.rowid"] } else { order.keys() };
    let direction = if order.descending { "DESC" } else { "ASC" };
    let mut sql = format!("{DEPLOYMENT} {from}");
    if let Some(cursor) = &request.cursor {
        let comparison = if order.descending { '<' } else { '>' };
        sql += &format!(" AND ({}) {comparison} (", keys.join(", "));
        sql += if order.by == DeploymentOrder::CreateTime { "?2)" } else { "?2, ?3)" };
        params.extend(order.parse(cursor)?);
    }
    let ordered: Vec<_> = keys.iter().map(|key| format!("{key} {direction}")).collect();
    Ok((format!("{sql} ORDER BY {}", ordered.join(", ")), params))
}

fn narrowest(request: &ListDeploymentsForTeam, team: &TeamRow, order: &Order) -> (String, Vec<Box<dyn ToSql>>) {
    let wanted = request.q.as_deref().unwrap_or_default();
    if order.by != DeploymentOrder::CreateTime {
        return ("WHERE d.team_id = ?1".to_owned(), vec![Box::new(team.id)]);
    }
    // FTS5 ends its query at a NUL. No name contains one.
    if wanted.chars().count() >= SHORTEST_INDEXED && !wanted.contains('\0') {
        let from = "JOIN deployment_texts t ON t.rowid = d.id WHERE t.deployment_texts MATCH ?1";
        return (from.to_owned(), vec![Box::new(trigrams(wanted))]);
    }
    match (request.project_id, request.creator) {
        (Some(project), _) => ("WHERE d.project_id = ?1".to_owned(), vec![Box::new(project)]),
        (None, Some(creator)) => ("WHERE d.creator = ?1".to_owned(), vec![Box::new(creator)]),
        (None, None) => ("WHERE d.team_id = ?1".to_owned(), vec![Box::new(team.id)]),
    }
}

/// Returns a query for rows with some trigrams of the text. Each row is compared with the whole text afterwards. More
/// trigrams select fewer rows, but FTS5 reads the list of each: a phrase of all is ten times slower among many rows. The
/// last ones of a name are its rarest.
fn trigrams(wanted: &str) -> String {
    let characters: Vec<_> = wanted.chars().collect();
    let windows: Vec<String> = characters.windows(SHORTEST_INDEXED).map(|window| window.iter().collect()).collect();
    let at = [windows.len().saturating_sub(1), windows.len() / 2, 0];
    let mut chosen: Vec<_> = at.iter().filter_map(|at| windows.get(*at)).collect();
    chosen.dedup();
    let quoted: Vec<_> = chosen.iter().map(|text| format!("\"{}\"", text.replace('"', "\"\""))).collect();
    quoted.join(" AND ")
}

fn fits(request: &ListDeploymentsForTeam, row: &DeploymentRow, team: TeamId) -> bool {
    let wanted = request.q.as_deref().unwrap_or_default().to_lowercase();
    row.team_id == team
        && request.deployment_type.as_ref().is_none_or(|wanted| row.deployment_type == *wanted)
        && request.project_id.is_none_or(|wanted| row.project_id == wanted)
        && request.creator.is_none_or(|wanted| row.creator == Some(wanted))
        && request.is_default.is_none_or(|wanted| row.is_default == wanted)
        && (row.name.contains(&wanted) || row.reference.contains(&wanted))
}

/// Order of the list. IDs increase with the creation time and therefore stand in for it.
struct Order {
    by: DeploymentOrder,
    descending: bool,
}

impl Order {
    fn of(request: &ListDeploymentsForTeam) -> Result<Self> {
        let by = request.sort_by.clone().unwrap_or(DeploymentOrder::CreateTime);
        let direction = request.sort_order.clone().unwrap_or(SortOrder::Descending);
        if !by.is_known() || !direction.is_known() {
            return Err(bad_request("InvalidSort", "unknown `sortBy` or `sortOrder`"));
        }
        Ok(Self { by, descending: direction == SortOrder::Descending })
    }

    fn keys(&self) -> &'static [&'static str] {
        match self.by {
            DeploymentOrder::LastDeployTime => &["coalesce(d.last_deploy_time, 0)", "d.id"],
            DeploymentOrder::Reference => &["d.reference", "d.id"],
            _ => &["d.id"],
        }
    }

    /// Returns the cursor after a row: a sort key and the ID. References contain no dot.
    fn cursor_behind(&self, row: &DeploymentRow) -> String {
        match self.by {
            DeploymentOrder::LastDeployTime => format!("{}.{}", row.last_deploy_time.unwrap_or_default(), row.id),
            DeploymentOrder::Reference => format!("{}.{}", row.reference, row.id),
            _ => row.id.to_string(),
        }
    }

    fn parse(&self, cursor: &str) -> Result<Vec<Box<dyn ToSql>>> {
        let number = |text: &str| text.parse::<i64>().map_err(|_| bad_cursor());
        if self.by == DeploymentOrder::CreateTime {
            return Ok(vec![Box::new(number(cursor)?)]);
        }
        let (key, id) = cursor.rsplit_once('.').ok_or_else(bad_cursor)?;
        let key: Box<dyn ToSql> = match self.by {
            DeploymentOrder::LastDeployTime => Box::new(number(key)?),
            _ => Box::new(key.to_owned()),
        };
        Ok(vec![key, Box::new(number(id)?)])
    }
}
