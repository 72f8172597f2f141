//! The one list of all operations.

use super::Operation;

/// Hands the list of all operations to another macro: `for_each_operation!(route)` expands to
/// `route! { projects::CreateProject, projects::DeleteProject, … }`, with paths relative to `crate::api`.
///
/// Whatever is done once per operation goes through it, so that no operation is listed twice by hand.
macro_rules! for_each_operation {
    ($callback:ident) => {
        $callback! {
            projects::CreateProject,
            projects::DeleteProject,
            projects::GetProjectById,
            projects::GetProjectBySlug,
            projects::ListProjects,
            projects::UpdateProject,
        }
    };
}

pub(crate) use for_each_operation;

/// What is to be done with each operation.
pub trait OperationVisitor {
    /// Called once for each operation, in the order of the list.
    fn visit<O: Operation>(&mut self);
}

/// Shows every operation to `visitor`.
pub fn visit_operations(visitor: &mut impl OperationVisitor) {
    macro_rules! visit {
        ($($resource:ident::$operation:ident,)*) => { $(visitor.visit::<super::$resource::$operation>();)* };
    }
    super::for_each_operation!(visit);
}
